; Inno Setup 6: one installer for the learner alone, without an administrator. `packaging/build.py` gives what varies.
; It copies files and makes a menu entry. It sets no keyboard hook, no policy, no service and no autostart, and the
; program doesn't either: its exam rehearsal holds the keys only by means that end with it.

[Setup]
AppId={{{#AppGuid}}
AppName={#AppName}
AppVersion={#AppVersion}
AppVerName={#AppName} {#AppVersion}
AppPublisher=CEHRS Trainer contributors
VersionInfoVersion={#AppNumbers}
PrivilegesRequired=lowest
DefaultDirName={autopf}\{#AppName}
DisableProgramGroupPage=yes
DisableDirPage=auto
LicenseFile={#Licence}
OutputDir={#Output}
OutputBaseFilename={#Package}-{#AppVersion}-windows-x64-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#AppName}.exe
UninstallDisplayName={#AppName}
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; An open window is asked to close, as when the learner closes it: every answer is on disk already.
CloseApplications=yes

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[InstallDelete]
; Parts of an earlier version that this one no longer has.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\{#AppName}"; Filename: "{app}\{#AppName}.exe"

[Run]
Filename: "{app}\{#AppName}.exe"; Description: "{cm:LaunchProgram,{#AppName}}"; Flags: nowait postinstall skipifsilent

; There is no [UninstallDelete]: only what was installed is removed. The learner's data lies elsewhere and stays.
[Code]
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if (CurUninstallStep = usPostUninstall) and not UninstallSilent then
    MsgBox('CEHRS Trainer has been removed. What you studied is kept in ' +
      ExpandConstant('{localappdata}\{#AppName}') + '.' + #13#10 + #13#10 +
      'If you install CEHRS Trainer again, you go on where you were. If you don''t want it any more, ' +
      'delete that folder.', mbInformation, MB_OK);
end;
