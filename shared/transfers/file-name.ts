/**
 * Fills a file name template with tokens in braces; an unknown token stays as it is typed.
 *
 * Whatever could not stand in a file name on any system becomes an underscore, so a template cannot leave its folder.
 */
export function fileName(template: string, values: Readonly<Record<string, string>>): string {
  const filled = template.replace(/\{(\w+)\}/g, (token, name: string) => values[name] ?? token);
  const safe = filled
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 120);
  return safe === '' ? 'document.pdf' : safe;
}
