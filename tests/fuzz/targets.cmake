# The fuzz targets: a line each, its file is NAME.cpp. Read by the tests (each becomes a test) and by CMakeLists.txt
# here (each becomes a program, with the libraries named behind it).
fuzz_target(sdt_frame fuzzed_wire)
fuzz_target(sdt_link fuzzed_drivers)
fuzz_target(id_card_text fuzzed_wire)
fuzz_target(text fuzzed_wire)
fuzz_target(escpos_page fuzzed_drivers fuzz_printer)
fuzz_target(picture fuzzed_imaging fuzz_samples)
fuzz_target(photo fuzzed_imaging fuzz_samples)
fuzz_target(http_request fuzzed_services)
fuzz_target(platform_answer fuzzed_services)
fuzz_target(scans fuzzed_wire)
fuzz_target(machine_lines fuzzed_wire)
fuzz_target(codes_and_pages fuzzed_imaging fuzz_samples)
