import { createHash } from 'node:crypto';
import { FileCheck837 } from '#shared/encounters/x12/validate-837p.ts';
import { blocks837p } from '#shared/encounters/x12/write-837p.ts';
import { fileOf, members } from './claim-files.ts';
import { highestMemory } from './measure.ts';

// A process of its own, so that its memory is what the file needed and nothing else.

const started = performance.now();
const check = new FileCheck837();
const hash = createHash('sha256');
for (const { text } of blocks837p(fileOf(members(Number(process.argv[2]))))) {
  check.add(text);
  hash.update(text, 'latin1');
}
const { problems, counts } = check.end();
if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
const milliseconds = performance.now() - started;
const megabytes = highestMemory();
process.stdout.write(
  JSON.stringify({ milliseconds, megabytes, claims: counts.claims, sha256: hash.digest('hex') }),
);
