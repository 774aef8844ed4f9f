@echo off
rem SPDX-License-Identifier: MIT
rem The command line tool on Windows: see mcunet.ps1, of which this is the door for cmd.exe.
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0mcunet.ps1" %*
exit /b %ERRORLEVEL%
