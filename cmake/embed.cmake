# embed_profiles(OUTPUT file...)
#
# Writes a C++ file with the text of each YAML file as one config::Profile, named as the file and
# in the order given. The same file is the script that a build runs for it.
if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND entries "    {\"${name}\", R\"yaml(${text})yaml\"},\n")
  endforeach()
  file(WRITE ${OUTPUT}
"#include \"config/profiles.hpp\"

namespace config {
namespace {

constexpr Profile all[] = {
${entries}};

}  // namespace

std::span<const Profile> profiles() {
    return all;
}

}  // namespace config
")
  return()
endif()

set(embed_script ${CMAKE_CURRENT_LIST_FILE})

function(embed_profiles output)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DFILES=${ARGN}" -P ${embed_script}
    DEPENDS ${ARGN} ${embed_script}
    COMMENT "Embedding config/profiles"
    VERBATIM)
endfunction()
