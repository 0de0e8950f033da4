#pragma once

#include <optional>
#include <string>

#include "services/client/platform.h"
#include "services/sandbox/citizens.h"
#include "services/sandbox/database.h"

namespace doorstep::sandbox {

// Random and opaque: "P" and 16 hex digits.
std::string newId(char prefix);

struct Person {
  std::string personId;
  std::string slug;
  Secret name;
  Secret idNumber;
  Date birth{};
};

struct FiledPhoto {
  std::string photoId;
  Date takenOn{};
  std::string jpegBase64;
};

// Who is known, and what is on file about them.
class People {
 public:
  explicit People(Database& database);

  // Does nothing when the number is known already: a sandbox that is started again goes on with what it has.
  void seed(const DemoCitizen& citizen, const std::string& portraitJpeg);

  std::optional<Person> byNumber(std::string_view idNumber);
  Person get(const std::string& personId);  // throws Refusal person-unknown

  std::optional<services::LicenceRecord> licence(const std::string& personId);
  void setLicence(const std::string& personId, const services::LicenceRecord& licence);

  std::optional<FiledPhoto> latestPhoto(const std::string& personId);
  std::optional<FiledPhoto> photo(const std::string& personId, const std::string& photoId);
  std::string filePhoto(const std::string& personId, Date takenOn, const std::string& jpegBase64);

  // What was told of a document when it came; the sandbox keeps its digest, not the document.
  std::string fileDocument(const std::string& personId, const std::string& material, Date filedOn,
                           const std::string& pdf);
  struct DocumentEntry {  // for the records page
    std::string documentId, personId, material;
    std::int64_t bytes = 0;
  };
  std::vector<DocumentEntry> documents();  // newest first
  bool hasDocument(const std::string& personId, const services::FiledDocument& document);

  std::optional<services::BodyProof> bodyProof(const std::string& personId);

  void countIdentityCheck();
  std::int64_t identityChecks();

 private:
  Database& database_;
};

}  // namespace doorstep::sandbox
