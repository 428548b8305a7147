import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

// npm run soak: kills the backend a thousand times and prints what was cut off and what was lost.

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string' } },
});
const kills = Number(values.kills);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
process.stderr.write(`soak: ${kills} kills, seed ${seed}\n`);
const result = await soak(kills, seed, (so) => {
  if (so.kills % 25 === 0)
    process.stderr.write(`soak: ${JSON.stringify({ ...so, problems: so.problems.length })}\n`);
});
process.stdout.write(`${JSON.stringify({ ...result, seed })}\n`);
process.exitCode = result.kills === kills && result.problems.length === 0 ? 0 : 1;
