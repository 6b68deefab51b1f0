import HongbaoCommands

HongbaoProgram.main()
