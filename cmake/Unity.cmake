# farebox_unity(<target>): its sources are compiled twelve at a time, which takes a third of the time
# of one by one, so that a first build on a small machine is short. Names in an unnamed namespace are
# therefore unique within a folder. FAREBOX_UNITY=OFF compiles each file alone, and shows an #include
# that is missing; the presets for sanitizers do.
option(FAREBOX_UNITY "Compile several sources of a folder at once" ON)

function(farebox_unity target)
    if(NOT FAREBOX_UNITY)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    # A class defined in a .cpp may have members of its unnamed namespace: no header shows it.
    target_compile_options(${target} PRIVATE
        $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    # One file per agent, each with the same names.
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "/profiles/")
    set_source_files_properties(${sources} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
