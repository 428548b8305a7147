import { membersContract } from '#shared/members/contract.ts';
import { searchDiagnoses } from '#shared/programs/diagnoses.ts';
import { handle } from '../procedure.ts';
import { addMember } from './add.ts';
import { listCaseload } from './caseload/list.ts';
import { searchMembers } from './caseload/search.ts';
import { getChart } from './chart/chart.ts';
import { addCondition, endCondition } from './conditions.ts';
import { correctAddress, correctPhone, setLead } from './correct.ts';
import { findDuplicates } from './duplicates.ts';
import { enrollMember } from './enroll.ts';
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
  correctPhone: os.correctPhone.handler(({ input, context }) => correctPhone(context, input)),
  setLead: os.setLead.handler(({ input, context }) => setLead(context, input)),
  addCondition: os.addCondition.handler(({ input, context }) => addCondition(context, input)),
  endCondition: os.endCondition.handler(({ input, context }) => endCondition(context, input)),
  record: os.record.handler(({ input, context }) => readRecord(context, input)),
  keepEntry: os.keepEntry.handler(({ input, context }) => keepEntry(context, input)),
  endEntry: os.endEntry.handler(({ input, context }) => endEntry(context, input)),
  strikeEntry: os.strikeEntry.handler(({ input, context }) => strikeEntry(context, input)),
  codes: os.codes.handler(({ input, context }) => ({
    codes: searchDiagnoses(input.text, context.today(), input.limit).map(({ code, label, priority }) => ({
      code,
      label,
      priority,
    })),
  })),
});
