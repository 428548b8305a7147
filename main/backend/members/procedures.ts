import { membersContract } from '#shared/members/contract.ts';
import { handle } from '../procedure.ts';
import { addMember } from './add.ts';
import { listCaseload } from './caseload/list.ts';
import { searchMembers } from './caseload/search.ts';
import { getChart } from './chart/chart.ts';
import { addCondition, endCondition } from './conditions.ts';
import { correctAddress, correctPhone } from './correct.ts';
import { correctIdentity } from './correct-identity.ts';
import { findDuplicates } from './duplicates.ts';
import { enrollMember } from './enroll.ts';
import { listLookalikes } from './merge/lookalikes.ts';
import { mergeMembers, undoMerge } from './merge/merge.ts';
import { changeTier, setLead } from './programs/changes.ts';
import { endProgram, transferOut } from './programs/end.ts';
import { programHistory, screenEligibility } from './programs/history.ts';
import { endEntry, keepEntry, strikeEntry } from './record/entries.ts';
import { readRecord } from './record/read.ts';

const os = handle(membersContract);

export const membersProcedures = os.router({
  list: os.list.handler(({ input, context }) => listCaseload(context, input)),
  search: os.search.handler(({ input, context }) => searchMembers(context, input)),
  chart: os.chart.handler(({ input, context }) => getChart(context, input)),
  duplicates: os.duplicates.handler(({ input, context }) => findDuplicates(context, input)),
  add: os.add.handler(({ input, context }) => addMember(context, input)),
  enroll: os.enroll.handler(({ input, context }) => enrollMember(context, input)),
  correctAddress: os.correctAddress.handler(({ input, context }) => correctAddress(context, input)),
  correctIdentity: os.correctIdentity.handler(({ input, context }) => correctIdentity(context, input)),
  correctPhone: os.correctPhone.handler(({ input, context }) => correctPhone(context, input)),
  setLead: os.setLead.handler(({ input, context }) => setLead(context, input)),
  addCondition: os.addCondition.handler(({ input, context }) => addCondition(context, input)),
  endCondition: os.endCondition.handler(({ input, context }) => endCondition(context, input)),
  lookalikes: os.lookalikes.handler(({ input, context }) => listLookalikes(context, input)),
  merge: os.merge.handler(({ input, context }) => mergeMembers(context, input)),
  undoMerge: os.undoMerge.handler(({ input, context }) => undoMerge(context, input)),
  programHistory: os.programHistory.handler(({ input, context }) => programHistory(context, input)),
  eligibility: os.eligibility.handler(({ input, context }) => screenEligibility(context, input)),
  changeTier: os.changeTier.handler(({ input, context }) => changeTier(context, input)),
  endProgram: os.endProgram.handler(({ input, context }) => endProgram(context, input)),
  transferOut: os.transferOut.handler(({ input, context }) => transferOut(context, input)),
  record: os.record.handler(({ input, context }) => readRecord(context, input)),
  keepEntry: os.keepEntry.handler(({ input, context }) => keepEntry(context, input)),
  endEntry: os.endEntry.handler(({ input, context }) => endEntry(context, input)),
  strikeEntry: os.strikeEntry.handler(({ input, context }) => strikeEntry(context, input)),
});
