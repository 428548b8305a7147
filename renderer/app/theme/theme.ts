import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { type ColorTokens, DARK, FONTS, LIGHT } from './tokens.ts';

function asVariables(tokens: ColorTokens): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--${name}`, value])),
    '--mantine-color-body': tokens.surface,
    '--mantine-color-text': tokens.ink,
    '--mantine-color-dimmed': tokens['ink-3'],
    '--mantine-color-placeholder': tokens['ink-3'],
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.hover,
    '--mantine-color-default-color': tokens.ink,
    '--mantine-color-default-border': tokens['line-2'],
    '--mantine-color-error': tokens.urgent,
    '--mantine-color-anchor': tokens.ember,
    '--mantine-primary-color-filled': tokens['ember-fill'],
    '--mantine-primary-color-filled-hover': tokens['ember-fill'],
    '--mantine-primary-color-light': tokens.selected,
    '--mantine-primary-color-light-hover': tokens.selected,
    '--mantine-primary-color-light-color': tokens.ember,
    '--mantine-primary-color-contrast': tokens['on-ember'],
  };
}

/** Gives Mantine our tokens as CSS variables, and Mantine's own variables our values. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--font-text': FONTS.text,
    '--font-mono': FONTS.mono,
    '--radius-flag': '4px',
    '--radius': '6px',
    '--radius-card': '8px',
    '--radius-dialog': '12px',
    '--gutter': '24px',
    '--rail-gutter': '18px',
  },
  light: asVariables(LIGHT),
  dark: asVariables(DARK),
});

// Mantine wants ten shades of a primary colour; every shade it reaches for is set above, so these are one tone.
const EMBER = Array.from({ length: 10 }, () => LIGHT.ember) as unknown as MantineColorsTuple;

/** The Mantine theme: our type, radii and breakpoints. */
export const theme = createTheme({
  fontFamily: FONTS.text,
  fontFamilyMonospace: FONTS.mono,
  colors: { ember: EMBER },
  primaryColor: 'ember',
  primaryShade: 6,
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '12.5px', md: '13.5px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '20px', xl: '22px' },
  headings: { fontFamily: FONTS.text, fontWeight: '650' },
  breakpoints: { xs: '36em', sm: '45em', md: '62.5em', lg: '77.5em', xl: '96em' },
  respectReducedMotion: true,
  focusRing: 'never',
  cursorType: 'pointer',
  components: {
    // The body never scrolls, so there is nothing to lock; the lock would want a style tag of its own.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});
