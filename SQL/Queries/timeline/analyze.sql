select guard.analyze_timelines()
