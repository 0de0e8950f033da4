#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/manager.h"
#include "kiosk/base/date.h"
#include "kiosk/base/localized.h"
#include "kiosk/desk/badge.h"
#include "services/client/platform.h"

// What a station offers and how it is fitted out: config/, loaded and checked, as values.
namespace doorstep::kiosk {

// One condition with its law; regulations ask for all of them at once (one-time notice, 162 Art 3).
struct Rule {
  std::string id;
  Localized title;
  std::string pass;           // JavaScript expression over the facts: true when the condition is met
  std::string applies;        // empty: always. Otherwise the rule is left out when it is false
  Localized law;              // order and article
  std::optional<Date> from;   // first day the rule is in force
  std::optional<Date> until;  // last day
  std::vector<std::string> platformCodes;  // the platform's reasons that say the same
  bool toCounter = false;                  // failing it does not refuse: the case goes to the counter
  // Shown when it fails; {licence.validUntil}-like placeholders are filled from the facts.
  Localized reason, remedy, where;
  std::string phone;
};

enum class MaterialClass { Core, Tolerable, Reduced };
// What a document is on: a sheet of A4, an ID card (both sides on one page), or something else.
enum class DocumentForm { Sheet, IdCard, Other };
// How the kiosk obtains a material that the platform does not have.
enum class Capture { IdCard, IdCardAndFace, Photo, Document, Platform, None };

struct Material {
  std::string id;
  Localized title;
  MaterialClass kind = MaterialClass::Core;
  Capture capture = Capture::None;
  std::string heldWhen;                     // expression: the platform has it already, nothing is asked for
  Localized heldText;                       // e.g. "医院已上传，{bodyProof.examinedOn} 体检"
  Localized howToGet;                       // when it is missing and cannot be captured here
  DocumentForm form = DocumentForm::Sheet;  // of a document
  int mostPages = 1;                        // of a document; a card has its two sides
};

struct Fee {
  std::string id;
  Localized item;
  Localized payee;
  std::int64_t fen = 0;  // shown beforehand; the amount that counts is the platform's
  std::string when;      // expression; empty: always
};

// Something the citizen fills in or chooses on the form.
struct FormField {
  enum class Kind { Phone, Choice, Address };
  std::string id;  // "phone", "delivery", "mailingAddress"
  Kind kind = Kind::Choice;
  Localized title;
  struct Option {
    std::string id;
    Localized title;
  };
  std::vector<Option> options;  // of a choice; the first is the proposal
  std::string when;             // expression over facts and `form`: asked only when true
};

struct Procedure {
  std::string id;
  std::string code;  // "D01"
  Localized title, summary, audience, outcome, promise;
  Localized verb;       // on the button: "换证"
  std::string dueWhen;  // expression: shown as due after the card is read
  Localized dueText;    // "您的驾驶证 {licence.validUntil} 到期"
  std::vector<Rule> rules;
  std::vector<Material> materials;
  std::vector<FormField> form;
  std::vector<Fee> fees;
  std::vector<Localized> declarations;  // what the citizen confirms by signing
  std::vector<Localized> law;
  std::vector<devices::DeviceKind> needs;  // offered only while all are ready
};

struct Screen {
  int widthPx = 1080, heightPx = 1920;
  double widthMm = 336, heightMm = 597;
  double mountMm = 0;  // height of the screen's lower edge above the floor
};

struct Policies {
  int idleSeconds = 60;  // without a touch, until the warning
  int warnSeconds = 30;  // from the warning to the end of the visit; at least 20
  int extensions = 10;   // at least 10
  int goodbyeSeconds = 8;
  int cardWaitSeconds = 60;
};

struct Station {
  std::string id;
  Localized name, hall, counter, address;
  std::string phone;
  Screen screen;
  Policies policies;
  std::vector<devices::DeviceSpec> devices;
  services::PlatformSettings platform;
  std::optional<StaffSettings> staff;   // nothing: it takes no badges
  std::vector<std::string> procedures;  // ids, in the order they are shown
  std::vector<Localized> notices;       // for the attract page, no login needed
};

enum class Retry { Citizen, Auto, Ask, Never };
struct ProblemText {
  bool hint = false;
  Retry retry = Retry::Never;
  Localized citizen, staff;
};

struct Fault {       // of the configuration
  std::string file;  // relative to the configuration's root
  int line = 0;      // 1-based
  std::string what;
  std::string text() const { return file + ":" + std::to_string(line) + ": " + what; }
};

class Catalogue {
 public:
  const Station& station() const { return station_; }
  const std::vector<Procedure>& procedures() const { return procedures_; }  // those the station offers
  const Procedure* find(const std::string& id) const;
  // Also those of config/procedures that the station does not offer.
  const Procedure* known(const std::string& id) const;
  // The registered text; for an unregistered code a general one.
  const ProblemText& problemText(const std::string& code) const;
  // A national code table's entry: codeText("ethnicity", "01"); the code itself when unknown.
  Localized codeText(const std::string& table, const std::string& code) const;

 private:
  friend class CatalogueLoader;
  Station station_;
  std::vector<Procedure> procedures_;
  std::map<std::string, Procedure> known_;
  std::map<std::string, ProblemText> problems_;
  std::map<std::string, std::map<std::string, Localized>> codes_;
};

struct Loaded {
  std::shared_ptr<const Catalogue> catalogue;  // null when there are faults
  std::vector<Fault> faults;                   // every one, in order of file and line
};

// Loads and checks everything below `configDir` with `stationFile`. `stateDir` is where the station's own
// files (credentials) are: relative paths of the station file's sections platform and staff
// start there.
Loaded loadCatalogue(const std::string& configDir, const std::string& stationFile,
                     const std::string& stateDir);

}  // namespace doorstep::kiosk
