#include "devices/drivers/a4_pdf.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "devices/drivers/a4_pages.h"

using namespace doorstep;
using namespace doorstep::devices;

namespace {

class File {
 public:
  explicit File(const std::string& bytes)
      : path_(
            (std::filesystem::temp_directory_path() / ("a4-" + std::to_string(getpid()) + ".pdf")).string()) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~File() { std::filesystem::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // What poppler says of it; the pages end with form feeds.
  std::string read(const std::string& program) const {
    FILE* const pipe = popen((program + " " + path_ + " -").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
    CHECK(pclose(pipe) == 0);
    return text;
  }

 private:
  const std::string path_;
};

std::vector<std::string> pagesOf(const A4Pdf& pdf) {
  const std::string text = File(pdf.bytes).read("pdftotext -layout");
  std::vector<std::string> pages;
  for (std::size_t at = 0, end; (end = text.find('\f', at)) != std::string::npos; at = end + 1)
    pages.push_back(text.substr(at, end - at));
  return pages;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

PrintDocument sample() {
  return {
      "sample",
      {PrintText{"一次性告知书", Align::Centre, 2, true}, PrintText{"云上县公安局山湖派出所", Align::Centre},
       PrintRule{}, PrintPair{"业务", "机动车驾驶证期满换证"}, PrintPair{"Procedure", "Licence renewal"},
       PrintPair{"申请人", "王𬭎"}, PrintText{"1. 还有1笔违法没有处理", Align::Left, 1, true},
       PrintText{"怎么办：先处理违法、交清罚款，再来换证。"}, PrintQr{"https://example.invalid/c/000017"}}};
}

}  // namespace

TEST_CASE("what a document says can be read out of its PDF again, a rare name too") {
  const auto pdf = a4Pdf(sample());
  REQUIRE(pdf);
  CHECK(pdf->pages == 1);
  const auto pages = pagesOf(*pdf);
  REQUIRE(pages.size() == 1);
  for (const char* part :
       {"一次性告知书", "云上县公安局山湖派出所", "机动车驾驶证期满换证", "Licence renewal", "王𬭎",
        "1. 还有1笔违法没有处理", "先处理违法、交清罚款", "第 1 页，共 1 页", "Page 1 of 1"}) {
    CAPTURE(part);
    CHECK(has(pages[0], part));
  }
}

TEST_CASE("label and value stand on one line, a long value in its own column") {
  std::string value;
  for (int i = 0; i < 60; ++i) value += "很长的内容";
  const auto pdf = a4Pdf({"table", {PrintPair{"地址", "短"}, PrintPair{"去哪里办理", value}}});
  REQUIRE(pdf);
  const std::string text = pagesOf(*pdf).at(0);
  const std::string first =
      text.substr(text.find("地址"), text.find('\n', text.find("地址")) - text.find("地址"));
  CHECK(has(first, "短"));
  const auto second = text.find("去哪里办理");
  CHECK(has(text.substr(second, text.find('\n', second) - second), "很长的内容"));
}

TEST_CASE("no row is torn by a page's end, and every page says its number") {
  PrintDocument document{"long", {PrintText{"清单", Align::Centre, 2, true}}};
  for (int i = 0; i < 90; ++i)
    document.blocks.emplace_back(
        PrintPair{"第" + std::to_string(i) + "行起", "一行\n两行\n行" + std::to_string(i) + "止"});
  const auto pdf = a4Pdf(document);
  REQUIRE(pdf);
  const auto pages = pagesOf(*pdf);
  REQUIRE(pages.size() > 3);
  CHECK(pdf->pages == static_cast<int>(pages.size()));
  int rows = 0;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    CHECK(has(pages[page], "Page " + std::to_string(page + 1) + " of " + std::to_string(pages.size())));
    for (int i = 0; i < 90; ++i) {
      const bool begins = has(pages[page], "第" + std::to_string(i) + "行起");
      CHECK(begins == has(pages[page], "行" + std::to_string(i) + "止"));
      rows += begins ? 1 : 0;
    }
  }
  CHECK(rows == 90);
}

TEST_CASE("a paragraph taller than a page goes on on the next; nothing of it is lost") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "段" + std::to_string(i) + "。";
  const auto pdf = a4Pdf({"long", {PrintText{text}}});
  REQUIRE(pdf);
  std::string whole;
  for (const auto& page : pagesOf(*pdf)) whole += page;
  whole.erase(std::remove_if(whole.begin(), whole.end(), [](char c) { return c == '\n' || c == ' '; }),
              whole.end());
  for (const int i : {0, 1499, 2999}) CHECK(has(whole, std::to_string(i) + "。"));
  CHECK(pdf->pages >= 2);
}

TEST_CASE("a heading goes with what follows it; one that fits nowhere stands all the same") {
  const A4Piece row{40, {}, false}, heading{40, {}, true}, tall{500, {}, false};
  const auto ends = [](const std::vector<A4Piece>& pieces) {
    std::vector<std::size_t> all;
    for (const A4Range& page : a4Pages(pieces, 100)) all.push_back(page.end);
    return all;
  };
  CHECK(ends({row, heading, row}) == std::vector<std::size_t>{1, 3});
  CHECK(ends({heading, heading, heading}) == std::vector<std::size_t>{2, 3});
  CHECK(ends({row, row, row}) == std::vector<std::size_t>{2, 3});
  CHECK(ends({tall, row}) == std::vector<std::size_t>{1, 2});
  CHECK(ends({}) == std::vector<std::size_t>{0});
}

TEST_CASE("a code too long for any symbol stands there in letters") {
  const auto pdf = a4Pdf({"code", {PrintQr{"begin " + std::string(5000, 'x') + " end"}}});
  REQUIRE(pdf);
  CHECK(has(pagesOf(*pdf).back(), "end"));
}
