const WORDS: Readonly<Record<string, string>> = {
  'member.view': 'Opened the chart',
  'member.add': 'Added the member',
  'member.enroll': 'Enrolled the member',
  'member.set-lead': 'Changed the lead',
  'member.correct-address': 'Corrected the address',
  'member.correct-phone': 'Corrected the phone',
  'member.add-condition': 'Added a diagnosis',
  'member.end-condition': 'Ended a diagnosis',
  'roster.apply': 'Changed by a roster',
  'action_plan.view': 'Read the HAP',
  'action_plan.list': 'Read the list of HAP versions',
  'action_plan.start': 'Started a HAP version',
  'action_plan.sign': 'Signed the HAP',
  'action_plan.export': 'Saved the HAP as a PDF',
  'action_plan.discard': 'Put a HAP draft away',
  'action_plan.restore': 'Brought a HAP draft back',
  'note.sign': 'Signed a note',
  'note.start': 'Started a note',
  'task.add': 'Added a task',
  'task.done': 'Finished a task',
  'task.undo-done': 'Reopened a task',
  'task.snooze': 'Snoozed a task',
  'audit.list': 'Read this history',
  'packet.make': 'Made an audit packet',
  'packet.list': 'Looked at the audit packets',
  'packet.verify': 'Verified an audit packet',
};

/** What an audit action means, in words; an action without its own words is shown as its parts. */
export function actionWords(action: string): string {
  const known = WORDS[action];
  if (known) return known;
  const [what = '', verb = ''] = action.split('.');
  const words = `${verb} ${what}`.replaceAll(/[_-]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
