import { basicEcosystem } from '../basic-ecosystem.ts';

export const dotnet = basicEcosystem({
  id: 'dotnet',
  name: '.NET',
  tool: 'dotnet',
  bases: ['mcr.microsoft.com/dotnet/sdk', 'mcr.microsoft.com/dotnet/aspnet'],
  commands: ['dotnet'],
  files: ['*.csproj', '*.fsproj', '*.vbproj', '*.sln', '*.slnx'],
  paths: ['/usr/share/dotnet/dotnet'],
});
