# ccache makes a second build of the same source nearly free; it is used when it is there.
find_program(FAREBOX_CCACHE ccache)
if(FAREBOX_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER ${FAREBOX_CCACHE})
    # Precompiled headers are cached too when ccache is told to look past their timestamps.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${FAREBOX_CCACHE})
endif()
