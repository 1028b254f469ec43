# Third-party libraries, each as one target of ours so that a module names what it links and
# nothing else. docs/third-party.md lists why each is here.

# farebox_library(<name> <targets...>): the interface target farebox_<name>, which defines
# FAREBOX_WITH_<NAME>. With no targets the library is missing: a module that links it (LINKS) is not
# built, a module that can do without it (OPTIONAL) is built without that feature. On Linux and macOS
# everything is required; a cross build for Windows takes what its sysroot has.
function(farebox_library name)
    string(TOUPPER ${name} upper)
    add_library(farebox_${name} INTERFACE)
    if(ARGN)
        target_link_libraries(farebox_${name} INTERFACE ${ARGN})
        target_compile_definitions(farebox_${name} INTERFACE FAREBOX_WITH_${upper})
    else()
        message(STATUS "Not found: ${name}")
        set_target_properties(farebox_${name} PROPERTIES FAREBOX_MISSING ON)
    endif()
endfunction()

if(WIN32)
    include(WindowsDependencies)
endif()

find_package(Threads REQUIRED)
add_library(farebox_asio INTERFACE)
find_path(FAREBOX_ASIO_INCLUDE asio.hpp REQUIRED)
target_include_directories(farebox_asio SYSTEM INTERFACE ${FAREBOX_ASIO_INCLUDE})
target_compile_definitions(farebox_asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
    # Asio 1.22 does not see clang 14's coroutines by itself.
    target_compile_definitions(farebox_asio INTERFACE
        ASIO_HAS_CO_AWAIT ASIO_HAS_STD_COROUTINE __cpp_impl_coroutine=201902L)
endif()
if(FAREBOX_SANITIZE MATCHES "thread")
    # The thread sanitizer does not follow fences. Those around each handler only add to Asio's locks
    # and are left out; the one behind a reference count is let through.
    target_compile_definitions(farebox_asio INTERFACE ASIO_DISABLE_FENCED_BLOCK)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(farebox_asio INTERFACE -Wno-tsan)
    endif()
endif()
target_link_libraries(farebox_asio INTERFACE Threads::Threads)
if(WIN32)
    target_link_libraries(farebox_asio INTERFACE ws2_32 mswsock)
endif()

find_path(FAREBOX_JSON_INCLUDE nlohmann/json.hpp REQUIRED)
add_library(farebox_json INTERFACE)
target_include_directories(farebox_json SYSTEM INTERFACE ${FAREBOX_JSON_INCLUDE})

if(NOT WIN32)
    find_package(OpenSSL REQUIRED)
    find_package(ZLIB REQUIRED)
    find_package(SQLite3 REQUIRED)
    find_package(date REQUIRED)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
    pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
    pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
    pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
    pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)
    farebox_library(httplib PkgConfig::HTTPLIB)
    farebox_library(libpq PkgConfig::LIBPQ)
    farebox_library(openssl OpenSSL::SSL OpenSSL::Crypto)
    farebox_library(sqlite SQLite::SQLite3)
    farebox_library(zlib ZLIB::ZLIB)
    farebox_library(brotli PkgConfig::BROTLI)
    farebox_library(zstd PkgConfig::ZSTD)
    farebox_library(simdjson PkgConfig::SIMDJSON)
    farebox_library(date date::date-tz)
endif()

if(FAREBOX_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()

# The tray's Qt, looked for here because app/ links it too. Without it the tray is left out.
find_package(Qt6 6.4 QUIET COMPONENTS Core Gui Widgets Network DBus)
