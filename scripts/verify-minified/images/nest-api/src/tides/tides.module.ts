import { Injectable, Module } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

@Injectable()
export class TidesService {
  private readonly metres: Record<string, number> = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'data', 'tides.json'), 'utf8'),
  );

  of(port: string): number | undefined {
    return this.metres[port];
  }
}

@Module({ providers: [TidesService], exports: [TidesService] })
export class TidesModule {}
