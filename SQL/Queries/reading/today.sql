select report.today()
