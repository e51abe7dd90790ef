# SPDX-License-Identifier: Apache-2.0
# Installs the averaging library for other programs, which find it by find_package(emascope):
# `cmake --install <build> --component library --prefix <prefix>`. The installation is relocatable. It needs only
# the targets below: `cmake --build <build> --target emascope-library`.
#
#   include/emascope/*.h              rules, ema, jit_ema, shadow, averager: the public headers
#   include/emascope/core/            the headers they need, which include each other as "emascope/core/…", so
#                                     that a folder core/ of the other program cannot conflict
#   lib/                              libemascope_{base,json,rules,store,simd,ema_kernels,ema}.a, position-independent
#   lib/cmake/emascope/               the CMake package, and its find module for LibTorch
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/emascope")
set(package_rules emascope_base emascope_rules)
set(package_ema emascope_json emascope_store emascope_simd emascope_ema_kernels emascope_ema)
set(package_targets ${package_rules} ${package_ema})
add_custom_target(emascope-library DEPENDS ${package_targets})
foreach(target IN LISTS package_targets)
  string(REPLACE "emascope_" "" short "${target}")
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${short} POSITION_INDEPENDENT_CODE ON)
  target_include_directories(${target} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(${target} INTERFACE cxx_std_20)
  add_library(emascope::${short} ALIAS ${target})
endforeach()

install(TARGETS ${package_rules} EXPORT emascopeRules COMPONENT library
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT library)
install(TARGETS ${package_ema} EXPORT emascopeEma COMPONENT library
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT library)
foreach(part Rules Ema)
  install(EXPORT emascope${part} NAMESPACE emascope:: FILE emascope${part}Targets.cmake
          DESTINATION "${package_dir}" COMPONENT library)
endforeach()

string(REGEX MATCH "^[0-9]+\\.[0-9]+" package_torch "${LibTorch_VERSION}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/emascopeConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/emascopeConfig.cmake" INSTALL_DESTINATION "${package_dir}"
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/emascopeConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/package/emascopeConfig.cmake"
              "${PROJECT_BINARY_DIR}/package/emascopeConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindLibTorch.cmake" "${CMAKE_CURRENT_LIST_DIR}/LibTorchVersion.cmake"
        DESTINATION "${package_dir}" COMPONENT library)
install(FILES "${PROJECT_SOURCE_DIR}/licenses/Apache-2.0.txt"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/emascope" COMPONENT library)

# The headers of core/ema also reject a different Torch version that a compiler finds without CMake.
string(REPLACE "." ";" package_torch_numbers "${package_torch}")
list(GET package_torch_numbers 0 package_torch_major)
list(GET package_torch_numbers 1 package_torch_minor)
set(package_torch_check "#include <torch/headeronly/version.h>
#if TORCH_VERSION_MAJOR != ${package_torch_major} || TORCH_VERSION_MINOR != ${package_torch_minor}
#error emascope was built with Torch ${package_torch}, but these are the headers of another version.
#endif
")
install(CODE "set(source \"${PROJECT_SOURCE_DIR}\")
set(staging \"${PROJECT_BINARY_DIR}/package/include\")
set(include_dir \"${CMAKE_INSTALL_INCLUDEDIR}\")
set(torch_check [==[${package_torch_check}]==])" COMPONENT library)
install(SCRIPT "${CMAKE_CURRENT_LIST_DIR}/InstallHeaders.cmake" COMPONENT library)
