#pragma once

// What kiosk and doorstep-sane say to each other inside the messages of message.h.
//
// A request is text, its parts one a line:
//   find DEVICE               opens the first scanner whose name begins with DEVICE (empty: any)
//   scan DEVICE DPI SOURCE    one page of the scanner of that very name; SOURCE: flatbed, feeder or empty
// An answer begins with a byte:
//   done     find: text, the scanner's name and its model, a line each;
//            scan: width and height in pixels, 4 bytes each, low byte first, then the rows, 3 bytes a pixel,
//            blue, green, red, without padding
//   problem  text: a code of config/problems.yaml and the detail, a line each
namespace doorstep::devices::vendor::scan {

constexpr unsigned char done = 0, problem = 1;
constexpr unsigned long sizeBytes = 8;

}  // namespace doorstep::devices::vendor::scan
