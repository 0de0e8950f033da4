#include <algorithm>
#include <filesystem>

#include "kiosk/catalogue/reader.h"
#include "kiosk/catalogue/schema_check.h"

namespace doorstep::kiosk {

namespace fs = std::filesystem;

class CatalogueLoader {
 public:
  CatalogueLoader(std::string configDir, std::string stateDir)
      : root_(std::move(configDir)), stateDir_(std::move(stateDir)), schemas_(root_ + "/schema", "schema") {}

  Loaded load(const std::string& stationFile) {
    // The station first: the others' texts name its counter and telephone.
    stationLabel_ = labelOf(stationFile);
    const Node station = open(stationFile, stationLabel_, "station");
    catalogue_->station_ = readStation(station, stateDir_, reader_);
    const ProfileBook profiles = readProfiles();
    reader_.enter(stationLabel_);
    giveProfiles(station["devices"], profiles, catalogue_->station_.devices, reader_);
    catalogue_->problems_ =
        readProblems(open(root_ + "/problems.yaml", "problems.yaml", "problems"), reader_);
    for (const std::string& name : filesIn("codes"))
      catalogue_->codes_[fs::path(name).stem().string()] =
          readCodes(open(root_ + '/' + name, name, "codes"), reader_);
    reader_.setCodes(catalogue_->codes_);
    RuleBook rules;
    for (const std::string& name : filesIn("rules"))
      readRulePack(open(root_ + '/' + name, name, "rules"), catalogue_->station_.counter,
                   catalogue_->station_.phone, rules, reader_);
    offer(station["procedures"], readProcedures(rules));
    return result();
  }

 private:
  struct Placed {
    Procedure procedure;
    std::string file;
    int line = 0;
  };

  // A file below the configuration's root is named from there.
  std::string labelOf(const std::string& path) const {
    const fs::path relative =
        fs::path(path).lexically_normal().lexically_relative(fs::path(root_).lexically_normal());
    return relative.empty() || *relative.begin() == ".." ? path : relative.string();
  }

  Node open(const std::string& path, const std::string& label, const std::string& schema) {
    reader_.enter(label);
    Node node = readYaml(path, label, faults_);
    schemas_.check(node, schema, label, faults_);
    return node;
  }

  std::vector<std::string> filesIn(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root_ + '/' + folder, error))
      if (entry.path().extension() == ".yaml")
        names.push_back(folder + '/' + entry.path().filename().string());
    if (error) faults_.push_back({folder, 1, "cannot be read: no such folder, or no permission"});
    std::sort(names.begin(), names.end());
    return names;
  }

  ProfileBook readProfiles() {
    ProfileBook profiles;
    const auto readAll = [&](const char* folder, const char* schema, devices::DeviceKind kind) {
      for (const std::string& name : filesIn(folder))
        profiles[{kind, fs::path(name).stem().string()}] =
            readProfile(open(root_ + '/' + name, name, schema), kind, reader_);
    };
    readAll("markers", "marker", devices::DeviceKind::PlateMarker);
    readAll("signals", "signals", devices::DeviceKind::SignalLines);
    return profiles;
  }

  std::map<std::string, Placed> readProcedures(const RuleBook& rules) {
    std::map<std::string, Placed> all;
    for (const std::string& name : filesIn("procedures")) {
      const Node node = open(root_ + '/' + name, name, "procedure");
      Placed placed{readProcedure(node, rules, reader_), name, node["id"].line};
      if (placed.procedure.id.empty()) continue;
      const auto [earlier, fresh] = all.emplace(placed.procedure.id, placed);
      if (!fresh)
        reader_.fault(placed.line, "procedure \"" + placed.procedure.id + "\" has the id of the one at " +
                                       earlier->second.file + ':' + std::to_string(earlier->second.line));
    }
    return all;
  }

  void offer(const Node& list, const std::map<std::string, Placed>& all) {
    reader_.enter(stationLabel_);
    for (const Node& item : list.items) {
      const auto found = all.find(item.text());
      if (found == all.end())
        reader_.fault(item.line, "no procedure has the id \"" + item.text() + '"');
      else
        take(found->second.procedure, item.line);
    }
    for (const auto& [id, placed] : all) catalogue_->known_.emplace(id, placed.procedure);
  }

  // A procedure whose device the station does not have could never be had here.
  void take(const Procedure& procedure, int line) {
    const auto& devices = catalogue_->station_.devices;
    for (const auto kind : procedure.needs)
      if (std::none_of(devices.begin(), devices.end(), [&](const auto& spec) { return spec.kind == kind; }))
        reader_.fault(line, '"' + procedure.id + "\" needs a " + std::string(devices::word(kind)) +
                                ", which this station does not have");
    catalogue_->procedures_.push_back(procedure);
  }

  Loaded result() {
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
      return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    if (!faults_.empty()) return {nullptr, std::move(faults_)};
    return {std::move(catalogue_), {}};
  }

  std::string root_, stateDir_, stationLabel_;
  std::vector<Fault> faults_;
  Evaluator evaluator_;
  Reader reader_{faults_, evaluator_};
  Schemas schemas_;
  std::shared_ptr<Catalogue> catalogue_ = std::make_shared<Catalogue>();
};

Loaded loadCatalogue(const std::string& configDir, const std::string& stationFile,
                     const std::string& stateDir) {
  return CatalogueLoader(configDir, stateDir).load(stationFile);
}

}  // namespace doorstep::kiosk
