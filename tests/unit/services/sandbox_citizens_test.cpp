#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include <doctest/doctest.h>
#include <unistd.h>

#include "services/sandbox/citizens.h"
#include "services/sandbox/flat_jpeg.h"

using doorstep::Date;
using doorstep::parseDate;
using namespace doorstep::sandbox;

namespace {

const Date kToday = parseDate("2026-11-23").value();

std::string faultOf(const std::string& yaml) {
  const auto file =
      std::filesystem::temp_directory_path() / ("citizens-" + std::to_string(getpid()) + ".yaml");
  std::ofstream(file) << yaml;
  std::string fault;
  try {
    loadDemoCitizens(file, kToday);
  } catch (const std::runtime_error& error) {
    fault = error.what();
  }
  std::filesystem::remove(file);
  return fault;
}

}  // namespace

TEST_CASE("sandbox citizens: nobody can be a real person, nobody is there twice") {
  std::set<std::string> slugs;
  std::set<std::string> numbers;
  const auto citizens = loadDemoCitizens(DOORSTEP_CITIZENS_FILE, kToday);
  CHECK(citizens.size() >= 16);
  for (const auto& citizen : citizens) {
    CAPTURE(citizen.slug);
    const std::string number(citizen.idNumber.reveal());
    CHECK(number.starts_with("990101"));
    CHECK(doorstep::validIdNumber(number));
    CHECK(parseDate(number.substr(6, 8)) == citizen.birth);
    CHECK((number[16] - '0') % 2 == (citizen.sex == '1' ? 1 : 0));
    CHECK(std::string(citizen.phone.reveal()).starts_with("1990000"));
    CHECK(citizen.phone.size() == 11);
    CHECK_FALSE(citizen.about.zh.empty());
    CHECK_FALSE(citizen.about.en.empty());
    CHECK(slugs.insert(citizen.slug).second);
    CHECK(numbers.insert(number).second);
  }
}

TEST_CASE("sandbox citizens: days are relative to the day that is given") {
  CHECK(relativeDay("today", kToday) == kToday);
  CHECK(relativeDay("+60d", kToday) == parseDate("2027-01-22"));
  CHECK(relativeDay("-45y-10d", kToday) == parseDate("1981-11-13"));
  CHECK(relativeDay("-6y+60d", kToday) == parseDate("2021-01-22"));
  CHECK(relativeDay("-1y", parseDate("2028-02-29").value()) == parseDate("2027-02-28"));
  for (const char* wrong : {"", "60d", "+d", "+60", "+60m", "soon", "+1y ", "--1y", "+9999999999d"}) {
    CAPTURE(wrong);
    CHECK_FALSE(relativeDay(wrong, kToday));
  }
}

TEST_CASE("sandbox citizens: what is left out follows from the rest") {
  for (const auto& citizen : loadDemoCitizens(DOORSTEP_CITIZENS_FILE, kToday)) {
    CAPTURE(citizen.slug);
    if (!citizen.licence) continue;
    const auto& licence = *citizen.licence;
    CHECK(licence.cycleEnd > kToday);
    CHECK(doorstep::daysBetween(kToday, licence.cycleEnd) <= 366);
    if (licence.validUntil)
      CHECK(doorstep::addYears(licence.validFrom, licence.termYears) == *licence.validUntil);
    CHECK(licence.validUntil.has_value() == (licence.termYears != 0));
    CHECK(licence.firstIssued <= licence.validFrom);
  }
}

TEST_CASE("sandbox citizens: a fault in the file names the file and the line") {
  const std::string person =
      "citizens:\n  - slug: x\n    about: {zh: x, en: x}\n    name: x\n    sex: male\n    ethnicity: '01'\n"
      "    birth: -30y\n    address: x\n    phone: '1'\n    authority: x\n    card: {validFrom: -1y, "
      "validUntil: none}\n"
      "    licence: none\n    bodyProof: none\n";
  CHECK(faultOf(person + "    photo: none\n").empty());
  CHECK(faultOf(person + "    photo: yesterday\n").find("line 14: 'yesterday'") != std::string::npos);
  CHECK(faultOf(person).find("line 2: 'photo' is missing") != std::string::npos);
  CHECK(faultOf("citizens: []\n").find("citizens-") != std::string::npos);
  CHECK(faultOf("citizens: [\n").find("line 2") != std::string::npos);
}

TEST_CASE("sandbox pictures: the grey stand-in says its size, other bytes have none") {
  const std::string jpeg = flatJpeg(260, 378);
  CHECK(jpegSize(jpeg).width == 260);
  CHECK(jpegSize(jpeg).height == 378);
  CHECK(jpegSize("").width == 0);
  CHECK(jpegSize(std::string("\x89PNG\r\n\x1a\n", 8)).width == 0);
  for (std::size_t length = 0; length < jpeg.size(); ++length) jpegSize(jpeg.substr(0, length));
  CHECK(jpegSize("\xff\xd8" + std::string(100, '\xff')).width == 0);
}
