# farebox_ui_module(<name> FLOOR <n> [USES <name>...])
#
# One folder under ui/ is one static library farebox_ui_<name>; a folder uses only lower floors, as
# in core/. tests/arch checks every #include against this table.
# All share one precompiled header: Qt and JSON in it cut the build to a third.
function(farebox_ui_module name)
    cmake_parse_arguments(M "" "FLOOR" "USES" ${ARGN})
    set(target farebox_ui_${name})
    foreach(used ${M_USES})
        get_property(used_floor GLOBAL PROPERTY farebox_ui_floor_${used})
        if("${used_floor}" STREQUAL "")
            message(FATAL_ERROR "ui/${name} uses ${used}, which is not declared above it")
        elseif(NOT used_floor LESS ${M_FLOOR})
            message(FATAL_ERROR
                "ui/${name} (floor ${M_FLOOR}) may not use ${used} (floor ${used_floor})")
        endif()
        list(APPEND libraries farebox_ui_${used})
    endforeach()
    set_property(GLOBAL PROPERTY farebox_ui_floor_${name} ${M_FLOOR})

    file(GLOB sources CONFIGURE_DEPENDS ${name}/*.cpp)
    file(GLOB headers CONFIGURE_DEPENDS ${name}/*.h)
    add_library(${target} STATIC ${sources} ${headers})
    # CMake 3.25 with Ninja does not run moc again for a header that is new; this makes it.
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTOGEN_TARGET_DEPENDS "${headers}")
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${target}
        PUBLIC Qt6::Widgets Qt6::Network farebox_api ${libraries} PRIVATE farebox_warnings)
    if(name STREQUAL base)
        target_precompile_headers(${target} PRIVATE
            <QtCore/QtCore> <QtGui/QPainter> <QtWidgets/QWidget> <QtWidgets/QLabel>
            <QtWidgets/QBoxLayout> <string> <vector> <optional> <functional>
            ${CMAKE_SOURCE_DIR}/core/api/summary.h ${CMAKE_SOURCE_DIR}/core/api/views.h)
    else()
        target_precompile_headers(${target} REUSE_FROM farebox_ui_base)
    endif()
    farebox_unity(${target})
endfunction()
