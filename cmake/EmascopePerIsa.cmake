# SPDX-License-Identifier: Apache-2.0
# Compiles sources once per instruction set, each in a namespace of that name; the program selects one at run time
# (core/simd). They are optimized in every build type: unoptimized they are 50 times slower, and tests train with
# them.
set(EMASCOPE_WIDE_ISAS 0)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(EMASCOPE_WIDE_ISAS 1)
endif()

# emascope_per_isa(<library> SOURCES ... [FLAGS ...]): adds the objects of the sources to the library and links
# emascope_simd. If all instruction sets must give identical bits, add -ffp-contract=off to FLAGS.
function(emascope_per_isa target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;FLAGS")
  set(isas portable)
  if(EMASCOPE_WIDE_ISAS)
    list(APPEND isas avx2 avx512)
  endif()
  set(flags_portable "")
  set(flags_avx2 -mavx2 -mfma)
  set(flags_avx512 -mavx512f -mavx2 -mfma)
  foreach(isa IN LISTS isas)
    set(objects "${target}_${isa}")
    add_library(${objects} OBJECT ${arg_SOURCES})
    target_link_libraries(${objects} PRIVATE emascope_options)
    target_compile_definitions(${objects} PRIVATE EMASCOPE_ISA=${isa})
    # -Wno-psabi: vectors are passed between functions of one file only.
    target_compile_options(${objects} PRIVATE ${flags_${isa}} -O3 -Wno-psabi ${arg_FLAGS})
    set_target_properties(${objects} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
  endforeach()
  target_link_libraries(${target} PUBLIC emascope_simd)
  target_compile_definitions(${target} PRIVATE EMASCOPE_WIDE_ISAS=${EMASCOPE_WIDE_ISAS})
endfunction()
