#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace doorstep::devices {

// `doorstep-devices page IMAGE... --out FOLDER`: a JSON line for each picture on `out`, with the pages found
// in it (corners in px, clockwise; advice; blur, glare, brightness; paper) and for each its barcodes
// (format, text) and the file of the rectified page, FOLDER/NAME-page-N.jpg. A picture that cannot be read
// gets a line with its error. Returns 0 when every picture shows at least one page and all of them are good,
// else 1.
int pageCommand(const std::vector<std::string>& pictures, const std::string& folder, std::ostream& out);

}  // namespace doorstep::devices
