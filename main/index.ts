import { app } from 'electron';
import { removeCrashDumps } from './shell/crash-dumps.ts';
import { hardenContents } from './shell/hardening.ts';
import { runHearth } from './shell/hearth.ts';
import { setMenu } from './shell/menu.ts';
import { declareAppScheme } from './shell/protocol.ts';
import { isTransferMode, runTransferMode } from './shell/transfer-mode.ts';

// The boot list: every line is one set-up call, in order.
app.setName('Hearth');
// SECURITY: every renderer is sandboxed, also one we did not mean to make.
app.enableSandbox();
// SECURITY: Chromium's own background services (updates, reports, field trials) have nothing to do here.
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');
// SECURITY: no crash dump is written: it would hold pieces of memory.
app.commandLine.appendSwitch('disable-breakpad');
app.commandLine.appendSwitch('disable-crash-reporter');
app.commandLine.appendSwitch(
  'disable-features',
  'SpareRendererForSitePerProcess,MediaRouter,OptimizationHints',
);
removeCrashDumps();
declareAppScheme();
hardenContents();
setMenu();
if (isTransferMode()) void app.whenReady().then(runTransferMode);
else if (app.requestSingleInstanceLock()) void app.whenReady().then(runHearth);
else app.quit();
