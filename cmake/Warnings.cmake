# One warning policy for our own code. Each flag has caught a real class of defect:
#   -Wshadow          a parameter that hides a member
#   -Wconversion      a token count silently cut to 32 bits
#   -Wnon-virtual-dtor, -Woverloaded-virtual   interfaces deleted or hidden by accident
#   -Wthread-safety   (clang) an access to a guarded field without its mutex
add_library(farebox_warnings INTERFACE)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(farebox_warnings INTERFACE
        -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
        -Woverloaded-virtual -Werror)
    # Designated initialisers leave the other members at their defaults on purpose.
    target_compile_options(farebox_warnings INTERFACE -Wno-missing-field-initializers)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(farebox_warnings INTERFACE -Wthread-safety)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports false positives of these two inside libstdc++ at -O2 (GCC bugs 105329, 105651).
    target_compile_options(farebox_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
