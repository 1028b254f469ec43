# farebox_module(<path> FLOOR <n> [USES <path>...] [LINKS <target>...])
#
# One folder under core/ is one static library. A module may use only modules on lower floors;
# the rule is checked here for the table and by tests/arch for every #include.
# Sources are globbed (CONFIGURE_DEPENDS), so that adding a file touches no list. Folders named
# linux, macos, windows and posix hold one implementation per system of the same header.
function(farebox_module path)
    cmake_parse_arguments(M "" "FLOOR" "USES;LINKS" ${ARGN})
    string(REPLACE "/" "_" name ${path})
    set(target farebox_${name})

    file(GLOB sources CONFIGURE_DEPENDS ${path}/*.cpp ${path}/profiles/*.cpp)
    if(WIN32)
        set(systems windows)
    elseif(APPLE)
        set(systems macos posix)
    else()
        set(systems linux posix)
    endif()
    foreach(system ${systems})
        file(GLOB system_sources CONFIGURE_DEPENDS ${path}/${system}/*.cpp)
        list(APPEND sources ${system_sources})
    endforeach()

    foreach(used ${M_USES})
        get_property(used_floor GLOBAL PROPERTY farebox_floor_${used})
        if("${used_floor}" STREQUAL "")
            message(FATAL_ERROR "${path} uses ${used}, which is not declared above it")
        elseif(NOT used_floor LESS ${M_FLOOR})
            message(FATAL_ERROR
                "${path} (floor ${M_FLOOR}) may not use ${used} (floor ${used_floor})")
        endif()
        string(REPLACE "/" "_" used_name ${used})
        list(APPEND libraries farebox_${used_name})
    endforeach()
    set_property(GLOBAL PROPERTY farebox_floor_${path} ${M_FLOOR})
    set_property(GLOBAL APPEND_STRING PROPERTY farebox_floor_table "${path} ${M_FLOOR} ${M_USES}\n")

    if(NOT sources)
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR})
        target_link_libraries(${target} INTERFACE ${libraries} ${M_LINKS})
        return()
    endif()
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${libraries} ${M_LINKS} PRIVATE farebox_warnings)
endfunction()
