// Validates every record of a dataset's folder with ajv, each against the schema of its collection: validators compiled
// once in each worker, one process, so many worker threads. Prints how many files were valid.
//
//     node ajv.cjs DIR WORKERS

const fs = require("node:fs");
const path = require("node:path");
const { Worker, isMainThread, workerData, parentPort } = require("node:worker_threads");

if (isMainThread) {
  const [folder, workers] = [process.argv[2], Number(process.argv[3])];
  let valid = 0;
  let running = workers;
  for (let index = 0; index < workers; index++) {
    const worker = new Worker(__filename, { workerData: { folder, index, workers } });
    worker.on("message", (count) => (valid += count));
    worker.on("error", (error) => {
      throw error;
    });
    worker.on("exit", () => {
      running -= 1;
      if (running === 0) console.log(valid);
    });
  }
} else {
  const Ajv = require("ajv/dist/2020").default;
  const { folder, index, workers } = workerData;
  let valid = 0;
  let number = 0;
  for (const file of fs.readdirSync(path.join(folder, "schema"))) {
    const schema = JSON.parse(fs.readFileSync(path.join(folder, "schema", file), "utf8"));
    const link = `../schema/${file}`;
    for (const collection of fs.readdirSync(folder)) {
      const records = path.join(folder, collection);
      if (collection === "schema" || !fs.statSync(records).isDirectory()) continue;
      const names = fs.readdirSync(records);
      // A collection's records name their schema; the first of them tells for all.
      if (names.length === 0) continue;
      if (JSON.parse(fs.readFileSync(path.join(records, names[0]), "utf8")).$schema !== link) continue;
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
      for (const name of names) {
        number += 1;
        if (number % workers !== index) continue;
        const text = fs.readFileSync(path.join(records, name), "utf8");
        if (validate(JSON.parse(text))) valid += 1;
      }
    }
  }
  parentPort.postMessage(valid);
}
