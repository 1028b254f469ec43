# Where a Windows build finds its libraries: a sysroot or cross packages when cross building (see
# mingw-w64.cmake), vcpkg.json on Windows itself. Missing ones are reported, not fatal, so that the
# portable modules are compiled for Windows on every machine.

# Windows 10; no min/max macros; the wide functions.
add_compile_definitions(_WIN32_WINNT=0x0A00 WIN32_LEAN_AND_MEAN NOMINMAX UNICODE _UNICODE)
if(MINGW)
    # One file to ship, without the compiler's DLLs.
    add_link_options(-static)
endif()

# Header-only libraries are the same on every system: those of the build machine serve, but its
# whole include folder must not be seen.
if(CMAKE_CROSSCOMPILING)
    set(host_headers ${CMAKE_BINARY_DIR}/host-headers)
    file(MAKE_DIRECTORY ${host_headers})
    foreach(header asio.hpp asio nlohmann)
        if(EXISTS /usr/include/${header})
            file(CREATE_LINK /usr/include/${header} ${host_headers}/${header} SYMBOLIC)
        endif()
    endforeach()
    foreach(variable FAREBOX_ASIO_INCLUDE FAREBOX_JSON_INCLUDE)
        set(${variable} ${host_headers} CACHE PATH "Header-only library of the build machine")
    endforeach()
endif()

# farebox_windows_library(<name> HEADER <header> LIBRARIES <file>... [SYSTEM <library>...]
#                         [FETCH <function that defines the target it is given, if it can>])
function(farebox_windows_library name)
    cmake_parse_arguments(W "" "HEADER;FETCH" "LIBRARIES;SYSTEM" ${ARGN})
    string(TOUPPER ${name} upper)
    find_path(${upper}_INCLUDE_DIR ${W_HEADER} PATH_SUFFIXES include)
    set(files)
    foreach(library ${W_LIBRARIES})
        find_library(FAREBOX_LIB_${library} ${library} PATH_SUFFIXES lib)
        list(APPEND files ${FAREBOX_LIB_${library}})
    endforeach()
    if(${upper}_INCLUDE_DIR AND NOT "${files}" MATCHES "NOTFOUND")
        add_library(farebox_windows_${name} INTERFACE)
        target_include_directories(farebox_windows_${name} SYSTEM INTERFACE ${${upper}_INCLUDE_DIR})
        target_link_libraries(farebox_windows_${name} INTERFACE ${files} ${W_SYSTEM})
        farebox_library(${name} farebox_windows_${name})
        return()
    endif()
    if(W_FETCH AND FAREBOX_WINDOWS_FETCH AND CMAKE_CROSSCOMPILING)
        cmake_language(CALL ${W_FETCH} farebox_fetched_${name})
    endif()
    if(TARGET farebox_fetched_${name})
        farebox_library(${name} farebox_fetched_${name})
    else()
        farebox_library(${name})
    endif()
endfunction()

farebox_windows_library(openssl HEADER openssl/ssl.h LIBRARIES ssl crypto SYSTEM ws2_32 crypt32)
farebox_windows_library(sqlite HEADER sqlite3.h LIBRARIES sqlite3)
farebox_windows_library(zlib HEADER zlib.h LIBRARIES z)
farebox_windows_library(brotli HEADER brotli/decode.h LIBRARIES brotlidec brotlicommon)
farebox_windows_library(zstd HEADER zstd.h LIBRARIES zstd)
include(WindowsSimdjson)
farebox_windows_library(simdjson HEADER simdjson.h LIBRARIES simdjson FETCH farebox_fetch_simdjson)
farebox_windows_library(date HEADER date/tz.h LIBRARIES date-tz)
# The collector is a Linux server; its libraries are not looked for.
farebox_library(httplib)
farebox_library(libpq)
