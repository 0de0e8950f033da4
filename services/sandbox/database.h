#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

// SQLite, just as much as the sandbox needs. What fails throws: a handler that throws is answered 500, and
// its transaction is rolled back.
namespace doorstep::sandbox {

class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;

template <class T>
Value valueOf(const T& given) {
  if constexpr (std::is_integral_v<T>)
    return static_cast<std::int64_t>(given);
  else if constexpr (std::is_same_v<T, std::optional<std::string>>)
    return given ? Value(*given) : Value(nullptr);
  else if constexpr (std::is_same_v<T, std::nullptr_t>)
    return nullptr;
  else
    return std::string(given);
}

class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  // A column that does not hold what is asked for throws std::bad_variant_access.
  std::string text(std::size_t column) const { return std::get<std::string>(values_.at(column)); }
  std::int64_t number(std::size_t column) const { return std::get<std::int64_t>(values_.at(column)); }
  std::optional<std::string> textOrNull(std::size_t column) const {
    if (std::holds_alternative<std::nullptr_t>(values_.at(column))) return std::nullopt;
    return text(column);
  }

 private:
  std::vector<Value> values_;
};

class Database {
 public:
  // A file, or ":memory:". WAL and synchronous=FULL: what was answered survives a power cut.
  explicit Database(const std::string& path);

  // "SELECT ... WHERE a = ?1": the arguments in order.
  template <class... Arguments>
  std::vector<Row> rows(const char* sql, const Arguments&... arguments) {
    return execute(sql, {valueOf(arguments)...});
  }
  template <class... Arguments>
  std::optional<Row> row(const char* sql, const Arguments&... arguments) {
    auto found = execute(sql, {valueOf(arguments)...});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  }
  template <class... Arguments>
  void run(const char* sql, const Arguments&... arguments) {
    execute(sql, {valueOf(arguments)...});
  }
  void script(const char* sql);

 private:
  std::vector<Row> execute(const char* sql, const std::vector<Value>& arguments);

  std::shared_ptr<sqlite3> handle_;
};

// Rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace doorstep::sandbox
