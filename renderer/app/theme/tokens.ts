/**
 * The colour tokens, light and dark: the only place where a raw colour stands.
 *
 * Components use them as CSS variables (`var(--ink-2)`). The contrasts they promise are kept by a unit test.
 */
export interface ColorTokens {
  readonly canvas: string;
  readonly surface: string;
  readonly sunken: string;
  readonly hover: string;
  readonly selected: string;
  readonly line: string;
  readonly 'line-2': string;
  readonly control: string;
  readonly ink: string;
  readonly 'ink-2': string;
  readonly 'ink-3': string;
  readonly ember: string;
  readonly 'ember-fill': string;
  readonly 'on-ember': string;
  readonly urgent: string;
  readonly 'urgent-tint': string;
  readonly due: string;
  readonly 'due-tint': string;
  readonly held: string;
  readonly 'held-tint': string;
  readonly sent: string;
  readonly 'sent-tint': string;
  readonly done: string;
  readonly 'done-tint': string;
  readonly track: string;
  readonly avatar: string;
  readonly scrim: string;
  readonly shadow: string;
}

/** The light theme. */
export const LIGHT: ColorTokens = {
  canvas: '#F4F2EE',
  surface: '#FFFFFF',
  sunken: '#FAF8F5',
  hover: '#F3F0EB',
  selected: '#FBEFE8',
  line: '#E7E3DC',
  'line-2': '#D5CFC6',
  control: '#8C8479',
  ink: '#23201C',
  'ink-2': '#544E47',
  'ink-3': '#6B645B',
  ember: '#A8431A',
  'ember-fill': '#A8431A',
  'on-ember': '#FFFFFF',
  urgent: '#A3123A',
  'urgent-tint': '#FBECEF',
  due: '#7A5200',
  'due-tint': '#FBF3DD',
  held: '#5B3F8C',
  'held-tint': '#F1ECF8',
  sent: '#1F5A8A',
  'sent-tint': '#E9F1F8',
  done: '#23683B',
  'done-tint': '#E9F4EC',
  track: '#E7E3DC',
  avatar: '#D5CFC6',
  scrim: 'rgba(35, 32, 28, 0.28)',
  shadow: 'rgba(35, 32, 28, 0.18)',
};

/** The dark theme. */
export const DARK: ColorTokens = {
  canvas: '#161412',
  surface: '#1E1B18',
  sunken: '#1A1815',
  hover: '#27231F',
  selected: '#33241B',
  line: '#332E29',
  'line-2': '#453F38',
  control: '#8A8177',
  ink: '#EEE9E2',
  'ink-2': '#C2BAAF',
  'ink-3': '#A0978B',
  ember: '#F2996A',
  'ember-fill': '#E88B58',
  'on-ember': '#1C0F07',
  urgent: '#FF9AAE',
  'urgent-tint': '#3A1C23',
  due: '#E9BE5A',
  'due-tint': '#352A12',
  held: '#C4AEF0',
  'held-tint': '#2B2438',
  sent: '#8FC1EA',
  'sent-tint': '#1A2A38',
  done: '#86CF9C',
  'done-tint': '#1A2E20',
  track: '#332E29',
  avatar: '#453F38',
  scrim: 'rgba(0, 0, 0, 0.5)',
  shadow: 'rgba(0, 0, 0, 0.5)',
};

/** Font stacks: what the system has; Noto for names in any script. */
export const FONTS = {
  text: '"Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif',
  mono: '"Cascadia Mono", Consolas, ui-monospace, monospace',
} as const;
