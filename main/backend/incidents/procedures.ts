import { join } from 'node:path';
import { incidentsContract } from '#shared/incidents/contract.ts';
import { handle } from '../procedure.ts';
import { saveDiagnostics } from './diagnostics.ts';
import { readIncidents } from './record.ts';

const os = handle(incidentsContract);

export const incidentsProcedures = os.router({
  list: os.list.handler(({ context }) => readIncidents(join(context.workspace.folder, 'logs'))),
  saveDiagnostics: os.saveDiagnostics.handler(({ context }) => saveDiagnostics(context, context.host)),
});
