/** An instrument that may not ship: an empty place for the file its owner gives, and whom to ask. */
export interface ImportSlot {
  readonly id: string;
  readonly title: string;
  readonly measures: string;
  readonly ask: string;
  readonly address: string | null;
}

export const IMPORT_SLOTS: readonly ImportSlot[] = [
  {
    id: 'prapare',
    title: 'PRAPARE',
    measures: 'social risks',
    ask: 'NACHC, which owns it with AAPCHO, OPCA and IAF',
    address: 'https://prapare.org',
  },
  {
    id: 'c-ssrs',
    title: 'C-SSRS screener',
    measures: 'suicide risk',
    ask: 'the Columbia Lighthouse Project, for use inside software',
    address: 'https://cssrs.columbia.edu',
  },
  {
    id: 'ahc-hrsn',
    title: 'AHC-HRSN',
    measures: 'social needs',
    ask: 'CMS, and the owners of its parts (Hunger Vital Sign, HITS)',
    address: null,
  },
  {
    id: 'hunger-vital-sign',
    title: 'Hunger Vital Sign',
    measures: 'food',
    ask: 'Children’s HealthWatch; permission is usually given',
    address: null,
  },
  {
    id: 'hits',
    title: 'HITS',
    measures: 'harm by a partner',
    ask: 'its author; sources differ on whether it is free',
    address: null,
  },
];
