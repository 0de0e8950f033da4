#pragma once

#include <string>

#include "kiosk/base/outcome.h"

namespace doorstep::kiosk {

// Opens the journal's database under the connection name `connection` (made when there is none) so that a
// committed change survives a power cut.
//   journal.unwritable  the folder or the disk does not take it
//   journal.damaged     it is no database, or a broken one
Outcome<void> openDatabase(const std::string& file, const std::string& connection);
void closeDatabase(const std::string& connection);

// Moves a damaged database (with its log) aside, never deletes it. Returns its new name; journal.unwritable.
Outcome<std::string> keepAside(const std::string& file);

}  // namespace doorstep::kiosk
