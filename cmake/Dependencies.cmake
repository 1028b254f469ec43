# Third-party libraries, each as one target of ours so that a module names what it links and
# nothing else. docs/third-party.md lists why each is here.
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
target_link_libraries(farebox_asio INTERFACE Threads::Threads)

find_path(FAREBOX_JSON_INCLUDE nlohmann/json.hpp REQUIRED)
add_library(farebox_json INTERFACE)
target_include_directories(farebox_json SYSTEM INTERFACE ${FAREBOX_JSON_INCLUDE})

if(NOT WIN32)
    find_package(OpenSSL REQUIRED)
    find_package(ZLIB REQUIRED)
    find_package(SQLite3 REQUIRED)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
    pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
    pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
endif()

if(FAREBOX_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
