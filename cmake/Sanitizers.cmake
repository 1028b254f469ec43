# FAREBOX_SANITIZE=address,undefined or thread: the asan and tsan presets set it.
if(FAREBOX_SANITIZE)
    add_compile_options(-fsanitize=${FAREBOX_SANITIZE} -fno-omit-frame-pointer -g)
    add_link_options(-fsanitize=${FAREBOX_SANITIZE})
    if(FAREBOX_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
        # clang 14 cannot assemble a coroutine with it ("Cannot represent a difference across
        # sections"); g++ does not have it.
        if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
            add_compile_options(-fno-sanitize=function)
        endif()
    endif()
endif()

# FAREBOX_FUZZERS: everything is built with the coverage counters that libFuzzer steers by.
if(FAREBOX_FUZZERS)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "FAREBOX_FUZZERS needs clang; configure with `cmake --preset fuzz`")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
