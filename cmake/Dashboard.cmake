# The collector's dashboard, built by npm from ui/dashboard into build/<preset>/dashboard/dist.
#
# node_modules lies in the build folder too; the source folder stays as it is. FAREBOX_DASHBOARD_FILES
# lists what farebox-collector embeds: without npm, or with FAREBOX_DASHBOARD=OFF, one page that says
# so. AUTO goes on without the dashboard where npm does not answer; ON fails.
set(FAREBOX_DASHBOARD AUTO CACHE STRING "Build the collector's dashboard: ON, OFF or AUTO")
set(source ${CMAKE_SOURCE_DIR}/ui/dashboard)
find_program(FAREBOX_NODE node)
find_program(FAREBOX_NPM npm)
if(FAREBOX_DASHBOARD STREQUAL "OFF" OR NOT FAREBOX_NODE OR NOT FAREBOX_NPM)
    if(FAREBOX_DASHBOARD STREQUAL "ON")
        message(FATAL_ERROR "FAREBOX_DASHBOARD=ON needs nodejs and npm")
    endif()
    message(STATUS "The dashboard is left out: nodejs and npm were not found, or it is off")
    set(FAREBOX_DASHBOARD_FILES ${source}/absent.html)
    return()
endif()

set(folder ${CMAKE_BINARY_DIR}/dashboard)
set(FAREBOX_DASHBOARD_DIST ${folder}/dist)
foreach(name index.html app.js app.css icon.svg)
    list(APPEND FAREBOX_DASHBOARD_FILES ${FAREBOX_DASHBOARD_DIST}/${name})
endforeach()
file(GLOB_RECURSE texts CONFIGURE_DEPENDS ${source}/src/*.ts ${source}/src/*.css)
file(GLOB others CONFIGURE_DEPENDS
    ${source}/*.html ${source}/*.json ${source}/*.mjs ${source}/*.svg ${source}/.npmrc)
if(FAREBOX_DASHBOARD STREQUAL "ON")
    set(required --required)
endif()
add_custom_command(
    OUTPUT ${FAREBOX_DASHBOARD_FILES}
    COMMAND ${FAREBOX_NODE} ${source}/build.mjs ${folder} ${required}
    DEPENDS ${texts} ${others}
    COMMENT "Building the dashboard"
    VERBATIM)
add_custom_target(farebox_dashboard ALL DEPENDS ${FAREBOX_DASHBOARD_FILES})
