/* Part of nanoCLR_Interop.h here. */
