#pragma once

namespace riskmap::tileserver::cli {

/// `tileserver export RUN LAYER --output FILE ...`: reads the command line and writes the file.
/// @param argc, argv the command line from "export" on
/// @throws core::Error (usage, data)
void export_command(int argc, char** argv);

}  // namespace riskmap::tileserver::cli
