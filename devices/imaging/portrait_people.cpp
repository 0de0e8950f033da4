#include "devices/imaging/portrait_people.h"

namespace doorstep::devices {

const std::vector<DemoSitter>& demoSitters() {
  static const std::vector<DemoSitter> people{
      {"default", {.seed = 2, .age = 34, .woman = true}},
      {"due", {.seed = 4, .age = 45, .woman = true}},
      {"due-photo-fresh", {.seed = 11, .age = 52}},
      {"too-early", {.seed = 10, .age = 33, .woman = true}},
      {"overdue-10m", {.seed = 12, .age = 38, .woman = true, .glasses = true}},
      {"overdue-11m", {.seed = 3, .age = 41}},
      {"overdue-13m", {.seed = 5, .age = 47, .glasses = true}},
      {"points-12", {.seed = 1, .age = 29}},
      {"violations", {.seed = 13, .age = 36}},
      {"suspended", {.seed = 15, .age = 44}},
      {"age-63-a2", {.seed = 17, .age = 63}},
      {"age-71-proof", {.seed = 7, .age = 71, .glasses = true}},
      {"age-72-no-proof", {.seed = 18, .age = 72, .woman = true}},
      {"age-71-motorcycle", {.seed = 9, .age = 71}},
      {"proof-missing", {.seed = 21, .age = 39}},
      {"proof-old", {.seed = 14, .age = 42, .woman = true}},
      {"proof-uploaded", {.seed = 23, .age = 50, .glasses = true}},
      {"c5", {.seed = 25, .age = 35}},
      {"long-term", {.seed = 20, .age = 55, .woman = true}},
      {"violations-no-proof", {.seed = 22, .age = 31, .woman = true}},
      {"accident", {.seed = 24, .age = 28, .woman = true}},
      {"audit-overdue", {.seed = 27, .age = 46}},
      {"card-expired", {.seed = 26, .age = 37, .woman = true, .glasses = true}},
      {"no-licence", {.seed = 29, .age = 19}},
  };
  return people;
}

}  // namespace doorstep::devices
