/* SPDX-License-Identifier: MIT */
/* Finding what executes an operator among what is linked, and what that needs. */
#include "mcunet/operator.h"

const mcunet_operator_class *mcunet_find_class(const mcunet_operator *op)
{
    return op->kind < MCUNET_OPERATOR_KINDS ? mcunet_linked_operators[op->kind] : NULL;
}

const mcunet_kernel *mcunet_find_kernel(const mcunet_operator *op)
{
    const mcunet_backend *backend = op->layout < MCUNET_LAYOUTS ? mcunet_linked_backends[op->layout] : NULL;
    if (backend == NULL) {
        return NULL;
    }
    const mcunet_kernel *kernel;
    for (const mcunet_kernel *const *next = backend->kernels; (kernel = *next) != NULL; next++) {
        if (kernel->kind == op->kind && kernel->flags == op->flags && (kernel->covers == NULL || kernel->covers(op))) {
            return kernel;
        }
    }
    return NULL;
}

uint32_t mcunet_kernel_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const mcunet_kernel *kernel = mcunet_find_kernel(op);
    const int never_runs = extent->region_height <= 0 || extent->region_width <= 0;
    return kernel == NULL || kernel->scratch_bytes == NULL || never_runs ? 0 : kernel->scratch_bytes(op, extent);
}

uint32_t mcunet_kernel_constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const mcunet_kernel *kernel = mcunet_find_kernel(op);
    const mcunet_operator_class *class_ = mcunet_find_class(op);
    if (kernel == NULL || class_ == NULL) {
        return 0;
    }
    const mcunet_bytes_function bytes = kernel->constants_bytes != NULL ? kernel->constants_bytes : class_->constants_bytes;
    return bytes != NULL ? bytes(op, extent) : class_->fixed_constants_bytes;
}

uint64_t mcunet_kernel_macs(const mcunet_operator *op, const mcunet_extent *extent)
{
    const mcunet_operator_class *class_ = mcunet_find_class(op);
    return class_ == NULL || class_->macs == NULL ? 0 : class_->macs(op, extent);
}
