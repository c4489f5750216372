import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { Berth } from './berth';
import { BerthsService } from './berths.service';

@Controller()
export class BerthsController {
  constructor(
    private readonly berths: BerthsService,
    private readonly lazy: LazyModuleLoader,
  ) {}

  @Get('health')
  health(): string {
    return 'ok';
  }

  @Post('berths')
  add(@Body() berth: Berth): { harbour: string; taken: number } {
    return this.berths.add(berth);
  }

  /** Its module is loaded when it is first asked for. */
  @Get('tides/:port')
  async tide(@Param('port') port: string): Promise<{ port: string; metres: number }> {
    const { TidesModule, TidesService } = await import('./tides/tides.module');
    const tides = (await this.lazy.load(() => TidesModule)).get(TidesService);
    const metres = tides.of(port);
    if (metres === undefined) throw new NotFoundException(`No tide is known at ${port}`);
    return { port, metres };
  }
}
