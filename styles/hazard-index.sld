<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>hazard-index</sld:Name>
  <sld:UserStyle>
   <sld:Name>hazard-index</sld:Name>
   <sld:Title>危害指数 / Hazard index</sld:Title>
   <sld:Abstract>项目默认,非国家标准;慢性吸入,室外浓度视同全天暴露,不含急性、事故、异味及其他途径,物质间按相加处理 / Project default, not a national standard; chronic inhalation, outdoor air taken as all-day exposure, not acute, accidents, odour or other pathways, substances added up</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="intervals">
       <sld:ColorMapEntry color="#bcd7ee" quantity="0.1" label="&lt; 0.1"/>
       <sld:ColorMapEntry color="#9ecae1" quantity="0.3" label="0.1 - 0.3"/>
       <sld:ColorMapEntry color="#4292c6" quantity="1.0" label="0.3 - 1"/>
       <sld:ColorMapEntry color="#ffd92f" quantity="3.0" label="1 - 3"/>
       <sld:ColorMapEntry color="#f98e2b" quantity="10.0" label="3 - 10"/>
       <sld:ColorMapEntry color="#de2d26" quantity="30.0" label="10 - 30"/>
       <sld:ColorMapEntry color="#a50f15" quantity="1e30" label="&gt;= 30"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
