# FAREBOX_SANITIZE=address,undefined or thread: the asan and tsan presets set it.
if(FAREBOX_SANITIZE)
    add_compile_options(-fsanitize=${FAREBOX_SANITIZE} -fno-omit-frame-pointer -g)
    add_link_options(-fsanitize=${FAREBOX_SANITIZE})
    if(FAREBOX_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
endif()
