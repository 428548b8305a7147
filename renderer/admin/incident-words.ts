/** What an incident says in a sentence, what it means and what is left to do. */
export interface IncidentWords {
  readonly title: string;
  readonly meaning: string;
}

const KNOWN: Readonly<Record<string, IncidentWords>> = {
  'unexpected failure': {
    title: 'Something in Hearth failed',
    meaning:
      'What was saved before is safe. If it comes back, save the diagnostics and give them with this number to whoever helps you.',
  },
  'the last run did not end well': {
    title: 'The last run did not end well',
    meaning:
      'The computer lost power or Hearth was ended. Every page of the data was read back at the next unlock and found whole.',
  },
  'the data file does not open with its key': {
    title: 'The data file does not open with its key',
    meaning:
      'It is damaged, or belongs to another key file. Since then somebody has unlocked, so it was restored or put right. Look after the disk of this computer.',
  },
  'a backup was restored': {
    title: 'A backup was restored',
    meaning: 'What was there before lies in the workspace folder, under “replaced” and the time.',
  },
  'the key file was put back from its copy': {
    title: 'The key file was put back from its copy',
    meaning: 'Passphrases and the recovery code are those of the day of the copy. Make a new backup.',
  },
  'the key file was put back from its backup': {
    title: 'The key file was put back from a backup',
    meaning: 'Passphrases and the recovery code are those of the day of the backup. Make a new one.',
  },
};

/** The words of an incident; one that has none yet shows as it was written. */
export function incidentWords(what: string): IncidentWords {
  return (
    KNOWN[what] ?? {
      title: what,
      meaning: 'Give its number with the diagnostics to whoever helps you.',
    }
  );
}
