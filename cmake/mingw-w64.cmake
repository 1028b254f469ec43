# Cross build for 64-bit Windows with Debian's mingw-w64 (g++-mingw-w64-x86-64-posix: the posix
# threads variant, because the win32 one has no std::thread).
#
# Libraries come from FAREBOX_WINDOWS_SYSROOT (folders include/ and lib/, static) and from Debian's
# cross packages (libz-mingw-w64-dev). What is in neither is left out: cmake/WindowsDependencies.cmake.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

set(FAREBOX_WINDOWS_SYSROOT "" CACHE PATH "Folder with include/ and lib/ of static Windows libraries")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES FAREBOX_WINDOWS_SYSROOT)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 ${FAREBOX_WINDOWS_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
