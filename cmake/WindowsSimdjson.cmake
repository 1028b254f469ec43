# simdjson for a cross build: Debian has no package of it for mingw-w64, but its source archive holds
# the two files of the single-header form. They are fetched into the build folder, in the version
# that the Linux build links, and never become part of this repository. Where from: the Debian mirrors
# that apt is configured with, or FAREBOX_DEBIAN_MIRROR. Without one that answers the modules that need
# simdjson are left out, as without any other library.
option(FAREBOX_WINDOWS_FETCH "Fetch simdjson's source from Debian for a cross build" ON)

set(FAREBOX_DEBIAN_MIRROR "" CACHE STRING "Debian mirror for sources; empty: those of apt")

function(farebox_find_debian_mirrors variable)
    set(found ${FAREBOX_DEBIAN_MIRROR})
    if(NOT found)
        execute_process(COMMAND apt-get indextargets --format "$(REPO_URI)" "Created-By: Packages"
            OUTPUT_VARIABLE found ERROR_QUIET RESULT_VARIABLE ignored)
        string(STRIP "${found}" found)
        string(REPLACE "\n" ";" found "${found}")
        list(REMOVE_DUPLICATES found)
    endif()
    set(${variable} ${found} PARENT_SCOPE)
endfunction()

function(farebox_fetch_simdjson target)
    set(sha256 156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed)
    set(folder ${CMAKE_BINARY_DIR}/simdjson)
    set(source ${folder}/simdjson-3.0.1/singleheader)
    if(NOT EXISTS ${source}/simdjson.cpp)
        farebox_find_debian_mirrors(mirrors)
        set(found "")
        foreach(mirror ${mirrors})
            string(REGEX REPLACE "/+$" "" mirror ${mirror})
            # Not EXPECTED_HASH, which would stop the configuration on a machine without a network.
            file(DOWNLOAD ${mirror}/pool/main/s/simdjson/simdjson_3.0.1.orig.tar.gz
                ${folder}/source.tar.gz TIMEOUT 60)
            file(SHA256 ${folder}/source.tar.gz found)
            if(found STREQUAL sha256)
                break()
            endif()
        endforeach()
        if(NOT found STREQUAL sha256)
            message(STATUS "simdjson's source was found at no mirror (${mirrors})")
            return()
        endif()
        file(ARCHIVE_EXTRACT INPUT ${folder}/source.tar.gz DESTINATION ${folder}
            PATTERNS */singleheader/simdjson.*)
    endif()
    add_library(${target} STATIC ${source}/simdjson.cpp)
    target_include_directories(${target} SYSTEM PUBLIC ${source})
endfunction()
