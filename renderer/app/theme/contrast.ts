function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** The relative luminance of a `#RRGGBB` colour, 0 (black) to 1 (white). */
export function luminance(color: string): number {
  const at = (from: number) => channel(Number.parseInt(color.slice(from, from + 2), 16));
  return 0.2126 * at(1) + 0.7152 * at(3) + 0.0722 * at(5);
}

/**
 * The contrast ratio of two `#RRGGBB` colours, 1 to 21.
 *
 * @see WCAG 2.2, "contrast ratio" and "relative luminance".
 */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
