# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Run by CPack when all is in place and nothing packed: gives each package the copyright and changelog that Debian asks
# for, and takes the text of the licence out, which Debian has already.
find_program(gzip gzip REQUIRED)
set(version "${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
foreach(pair IN LISTS CPACK_COBIJO_PACKAGES)
  string(REGEX MATCH "^([^=]+)=(.*)$" pair "${pair}")
  set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${CMAKE_MATCH_1}")
  set(package "${CMAKE_MATCH_2}")
  if(NOT IS_DIRECTORY "${root}")
    continue()
  endif()
  file(REMOVE_RECURSE "${root}/usr/share/doc")
  set(documents "${root}/usr/share/doc/${package}")
  file(WRITE "${documents}/copyright"
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    "Upstream-Name: cobijo\n\n"
    "Files: *\n"
    "Copyright: 2026 the Cobijo authors\n"
    "License: Apache-2.0\n"
    " On Debian systems, the full text of the Apache License, version 2.0, is in\n"
    " /usr/share/common-licenses/Apache-2.0.\n")
  # A fixed day, so that the same sources give the same package.
  file(WRITE "${documents}/changelog.Debian"
    "cobijo (${version}) unstable; urgency=low\n\n"
    "  * Release ${CPACK_PACKAGE_VERSION}.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  Thu, 01 Jan 1970 00:00:00 +0000\n")
  execute_process(COMMAND "${gzip}" -9nf "${documents}/changelog.Debian" COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB manuals "${root}/usr/share/man/man1/*.1")
  foreach(manual IN LISTS manuals)
    execute_process(COMMAND "${gzip}" -9nf "${manual}" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  file(GLOB_RECURSE all LIST_DIRECTORIES true "${root}/*")
  foreach(entry IN LISTS all)
    if(IS_SYMLINK "${entry}")
    elseif(IS_DIRECTORY "${entry}" OR "${entry}" MATCHES "/usr/bin/")
      file(CHMOD "${entry}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    else()
      file(CHMOD "${entry}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    endif()
  endforeach()
endforeach()
