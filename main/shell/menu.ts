import { Menu } from 'electron';

/** The application menu: none, except on macOS, where copy and paste need one. No reload, no developer tools. */
export function setMenu(): void {
  const edit = Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
  Menu.setApplicationMenu(process.platform === 'darwin' ? edit : null);
}
