# SPDX-License-Identifier: Apache-2.0
# Extension points: every <folder>/<some_name>.cpp defines
#   void register<Kind><SomeName>(<Type>& registry);
# and is called by the registry source generated here at configure time. There is no list to edit and
# no self-registering static; a missing function is a link error. The order is that of the file names.
#
# emascope_registry(<out-var> KIND Schedule TYPE ScheduleRegistry HEADER "core/rules/schedule.h"
#                   ACCESSOR schedules FOLDER <abs> [NAMESPACE emascope])
# sets <out-var> to the folder's sources plus the generated one, which defines
#   const <Type>& <accessor>();
function(emascope_registry out)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "KIND;TYPE;HEADER;ACCESSOR;FOLDER;NAMESPACE" "")
  if(NOT arg_NAMESPACE)
    set(arg_NAMESPACE emascope)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS "${arg_FOLDER}/*.cpp")
  list(SORT sources)
  set(declarations "")
  set(calls "")
  foreach(source IN LISTS sources)
    get_filename_component(stem "${source}" NAME_WE)
    string(REPLACE "_" ";" words "${stem}")
    set(camel "")
    foreach(word IN LISTS words)
      string(SUBSTRING "${word}" 0 1 head)
      string(SUBSTRING "${word}" 1 -1 tail)
      string(TOUPPER "${head}" head)
      string(APPEND camel "${head}${tail}")
    endforeach()
    string(APPEND declarations "void register${arg_KIND}${camel}(${arg_TYPE}& registry);\n")
    string(APPEND calls "    register${arg_KIND}${camel}(entries);\n")
  endforeach()
  set(generated "${PROJECT_BINARY_DIR}/generated/registry/${arg_ACCESSOR}.cpp")
  file(CONFIGURE OUTPUT "${generated}" @ONLY CONTENT
"// Written by cmake/EmascopeRegistry.cmake.
#include \"@arg_HEADER@\"

namespace @arg_NAMESPACE@ {

@declarations@
const @arg_TYPE@& @arg_ACCESSOR@() {
  static const @arg_TYPE@ registry = [] {
    @arg_TYPE@ entries;
@calls@    return entries;
  }();
  return registry;
}

}  // namespace @arg_NAMESPACE@
")
  set(${out} ${sources} "${generated}" PARENT_SCOPE)
endfunction()
